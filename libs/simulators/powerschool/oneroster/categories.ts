import { addCategory } from '../gradebook/seed.ts';
import { yearIdOf } from '../gradebook/store.ts';
import type { Category } from '../gradebook/types.ts';
import { isObject, type JsonObject } from '../http/body.ts';
import { type Call, Refused, type Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { invalidData, statusInfo, unknownObject } from './imsx.ts';
import { categoryJson } from './json.ts';
import { listReply } from './lists.ts';
import { readWrapped } from './schema.ts';

const MAX_TITLE_LENGTH = 30;
/** The year term that PowerSchool takes where the metadata names none. */
const DEFAULT_TERM_ID = 3200;

/** `GET /categories`: of all teachers; inactive ones are `tobedeleted`. */
export function listCategories(call: Call, world: World): Reply {
  const categories = [...world.store.categories.values()];
  return listReply(
    call,
    'categories',
    categories,
    (category) => categoryJson(world, category),
    world.settings.maxPageSize,
  );
}

/** `GET /categories/{id}`. */
export function readCategory(call: Call, world: World): Reply {
  return { status: 200, body: { category: categoryJson(world, existing(call, world)) } };
}

/** `PUT /categories/{id}`: `metadata.userDcid` says whose it is, `metadata.TermID` of which year. */
export function putCategory(call: Call, world: World): Reply {
  const { ids, settings, store } = world;
  const object = readWrapped(call, 'category', settings.strictOneRoster);
  const sourcedId = String(object['sourcedId']);
  const before = ids.category(sourcedId);
  if (before?.categoryType === 'district') {
    throw new Refused({ status: 403, body: statusInfo('forbidden', 'District categories cannot be changed.') });
  }
  const { usersDcid, yearId } = ownerOf(object, world, before);
  const title = String(object['title']);
  checkTitle(title, { usersDcid, yearId }, before, world);
  if (before !== undefined) {
    before.name = title;
    return { status: settings.oneRosterModifyStatus, body: { category: categoryJson(world, before) } };
  }
  const category = addCategory(store, { usersDcid, yearId, name: title });
  ids.nameCategory(sourcedId, category.teacherCategoryId);
  return { status: 201, body: { category: categoryJson(world, category) } };
}

/** `DELETE /categories/{id}`: refused while an assignment is in it. */
export function deleteCategory(call: Call, world: World): Reply {
  const { store } = world;
  const category = existing(call, world);
  for (const { categoryId } of store.assignmentSections.values()) {
    if (categoryId !== category.teacherCategoryId) continue;
    throw new Refused({ status: 422, body: statusInfo('deletefailure', 'The category is in use.') });
  }
  store.categories.delete(category.teacherCategoryId);
  const ofTeacher = store.categoriesOfTeacher.get(category.usersDcid) ?? [];
  store.categoriesOfTeacher.set(
    category.usersDcid,
    ofTeacher.filter((each) => each !== category),
  );
  return { status: 204 };
}

function existing(call: Call, { ids }: World): Category {
  const sourcedId = call.params['id'] ?? '';
  const category = ids.category(sourcedId);
  if (category === undefined) throw unknownObject('category', sourcedId);
  return category;
}

function ownerOf(
  object: JsonObject,
  { store }: World,
  before: Category | undefined,
): { usersDcid: number; yearId: number } {
  if (before !== undefined) return before;
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const usersDcid = Number(metadata['userDcid']);
  if (!store.teachers.has(usersDcid)) throw invalidData('category.metadata.userDcid must be the DCID of a teacher.');
  return { usersDcid, yearId: yearIdOf(Number(metadata['TermID'] ?? DEFAULT_TERM_ID)) };
}

function checkTitle(
  title: string,
  { usersDcid, yearId }: { usersDcid: number; yearId: number },
  before: Category | undefined,
  { store }: World,
): void {
  if ([...title].length > MAX_TITLE_LENGTH) {
    throw invalidData(`category.title cannot be longer than ${MAX_TITLE_LENGTH} characters.`);
  }
  const others = (store.categoriesOfTeacher.get(usersDcid) ?? []).filter((each) => each !== before);
  if (others.some((each) => each.name === title && each.yearId === yearId)) {
    throw invalidData('category.title must be unique for the teacher.');
  }
}
