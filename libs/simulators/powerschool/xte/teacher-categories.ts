import type { Category } from '../gradebook/types.ts';
import type { Call, Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { notFound } from './errors.ts';
import { actingTeacher, numberParameter, pathId } from './parameters.ts';

/** `GET /ws/xte/teacher_category`: all categories of a teacher in a year, inactive ones too, as a plain array. */
export function listTeacherCategories(call: Call, world: World): Reply {
  const teacher = actingTeacher(call, world);
  const yearId = numberParameter(call, 'year_id');
  const categories = world.store.categoriesOfTeacher.get(teacher.usersDcid) ?? [];
  return { status: 200, body: categories.filter((category) => category.yearId === yearId).map(categoryJson) };
}

/** `GET /ws/xte/teacher_category/{id}`. */
export function readTeacherCategory(call: Call, world: World): Reply {
  const teacher = actingTeacher(call, world);
  const id = pathId(call, 'TeacherCategory');
  const category = world.store.categories.get(id);
  if (category === undefined || category.usersDcid !== teacher.usersDcid) throw notFound('TeacherCategory', id);
  return { status: 200, body: categoryJson(category) };
}

function categoryJson(category: Category): unknown {
  return {
    _name: 'teachercategory',
    teachercategoryid: category.teacherCategoryId,
    usersdcid: category.usersDcid,
    yearid: category.yearId,
    name: category.name,
    isactive: category.isActive,
    categorytype: category.categoryType,
    districtteachercategoryid: category.districtTeacherCategoryId,
  };
}
