import type { Language } from '@passback/domain';
import { type HttpServer, unaryCall } from '@passback/service-kit';
import { Type } from 'typebox';
import { audited } from '../audit/audited.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking, type Caller } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { answerLanguage } from '../http/language.ts';
import { notFound, notValid } from '../http/problems.ts';
import { Answer, Count, Counts, DistrictParams, Instant, Nullable, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { knownUnits } from './known-units.ts';
import {
  categoriesStep,
  type CategoriesDetail,
  dryNightStep,
  linksStep,
  type LinksDetail,
  type NightDetail,
} from './ledger-steps.ts';
import { findingOfCheck, FindingSchema, isFine, type SetupFinding } from './setup-finding.ts';
import { SETUP_STEPS, type SetupResult, setupResults, type SetupStep } from './setup-results.ts';
import { type TrialDetail, TrialSchema, trialStep } from './trial-step.ts';

/** What a step found, with the details of its kind. */
interface StepFound {
  readonly findings: readonly SetupFinding[];
  readonly links?: LinksDetail;
  readonly categories?: CategoriesDetail;
  readonly night?: NightDetail;
  readonly trial?: TrialDetail;
}

interface StepView extends StepFound {
  readonly step: SetupStep;
  readonly ok: boolean;
}

const Step = Type.Enum([...SETUP_STEPS]);
const Linked = Counts('known', 'linked');

const schema = {
  tags: ['setup'],
  summary: 'Tries one step of setting a district up, and says what is wrong and how it is mended',
  description:
    'Steps: `address` (somebody answers, with a good certificate) · `credentials` · `access` (each kind by itself) · `terms` (today’s grading ' +
    'period at each school) · `links` (of the classes and teachers that Otus sent) · `categories` (what PowerSchool has, beside the ' +
    'assessment types, with a proposed mapping) · `dryNight` (counts of a night; nothing is written) · `trial` (sends the section ' +
    '`sectionId`, waits for it, and reads it back). Only `trial` writes anything. `ok`: nothing found is an error.',
  params: DistrictParams,
  body: Type.Object(
    {
      step: Step,
      sectionId: Type.Optional(
        Type.String({ minLength: 1, maxLength: 100, description: 'SIS section id; of `trial`, which needs it' }),
      ),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Answer<StepView>('What was found; the details are those of the step', {
      step: Step,
      ok: Type.Boolean(),
      findings: Type.Array(FindingSchema),
      links: Type.Optional(Type.Object({ units: Linked, classes: Linked, teachers: Linked })),
      categories: Type.Optional(
        Type.Object({
          types: Type.Array(
            Type.Object({
              assessmentType: Type.String(),
              units: Count,
              category: Nullable(Type.String(), 'What the settings say; null where they say nothing'),
              proposal: Nullable(
                Type.Object({ category: Type.String(), similarity: Type.Number({ minimum: 0, maximum: 1 }) }),
                'What PowerSchool has, and some teacher can use, that is most like it; null for nothing',
              ),
            }),
          ),
          listed: Type.Array(
            Type.Object({
              name: Type.String(),
              active: Type.Integer({ minimum: 0, description: 'Teachers who have it and can use it' }),
              inactive: Type.Integer({ minimum: 0, description: 'Teachers who have it, inactive' }),
            }),
          ),
        }),
      ),
      night: Type.Optional(
        Type.Object({
          date: Type.String({ format: 'date' }),
          units: Counts('create', 'update', 'scoresOnly', 'none', 'held'),
          scores: Counts('send', 'keep', 'held'),
        }),
      ),
      trial: Type.Optional(TrialSchema),
    }),
    ...PROBLEMS,
  },
};

/** `POST /v1/districts/{districtId}/setup-check` */
export function setupCheck(server: HttpServer, context: ConsoleContext): void {
  server.post('/v1/districts/:districtId/setup-check', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { step, sectionId } = request.body;
      if ((step === 'trial') !== (sectionId !== undefined))
        throw notValid([{ path: 'sectionId', message: step === 'trial' ? 'is missing' : 'is of the step trial only' }]);
      const { districtId } = request.params;
      const language = answerLanguage(request, reply);
      const { caller } = request;
      const asked = { districtId, sectionId, caller, language };
      const found = await audited(
        context,
        { districtId, ...asking(request), command: 'connectionCheck', asked: { step, sectionId } },
        () => STEPS[step](context, asked),
        ({ findings }) => ({ status: 200, result: { ok: isFine(findings), checks: findings.length } }),
      );
      return reply.send({ step, ok: isFine(found.findings), ...found });
    }),
  );
}

interface Asked {
  readonly districtId: string;
  readonly sectionId: string | undefined;
  readonly caller: Caller;
  readonly language: Language;
}

type TakeStep = (context: ConsoleContext, asked: Asked) => Promise<StepFound>;

const STEPS: Readonly<Record<SetupStep, TakeStep>> = {
  address: checked('address'),
  credentials: checked('credentials'),
  access: checked('access'),
  terms: checked('terms'),
  links: async ({ ledger }, { districtId, language }) => linksStep(await knownUnits(ledger, districtId), language),
  categories: async (context, { districtId, language }) => {
    const { ledger } = context;
    const district = await ledger.districts.get(districtId);
    if (district === null) throw notFound('no such district');
    const known = await knownUnits(ledger, districtId);
    return categoriesStep(
      await askDelivery(context, districtId, 'categories'),
      known,
      district.settings.categories,
      language,
    );
  },
  dryNight: async ({ rules }, { districtId, language }) => {
    const deadline = { deadlineMs: CONSOLE_LIMITS.districtMs };
    const method = rules.preview.bind(rules);
    const asked = { districtId, limit: 1 };
    return dryNightStep(await unaryCall('passback.rules.v1.RulesService/Preview', method, asked, deadline), language);
  },
  trial: (context, { districtId, sectionId = '', caller, language }) =>
    trialStep(context, { districtId, sectionId, caller }, language),
};

/** A step that delivery alone can take. */
function checked(step: SetupStep): TakeStep {
  return async (context, { districtId, language }) => {
    const { checks } = await askDelivery(context, districtId, step);
    return { findings: checks.map((check) => findingOfCheck(check, language)) };
  };
}

function askDelivery({ delivery }: ConsoleContext, districtId: string, step: SetupStep) {
  const deadline = { deadlineMs: CONSOLE_LIMITS.powerSchoolMs };
  const method = delivery.checkConnection.bind(delivery);
  return unaryCall('passback.delivery.v1.DeliveryService/CheckConnection', method, { districtId, step }, deadline);
}

const resultsSchema = {
  tags: ['setup'],
  summary: 'When each step of setting the district up was last tried, and whether it was fine',
  description: 'From the log of commands, as long as that is kept: how far a district is set up stands nowhere else.',
  params: DistrictParams,
  response: {
    200: Answer<{ items: readonly SetupResult[] }>('All steps, in their order', {
      items: Type.Array(
        Type.Object({
          step: Step,
          at: Nullable(Instant, 'Null where it was not tried'),
          ok: Nullable(Type.Boolean(), 'Null where it was not tried, goes on, or its end is not known'),
        }),
      ),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/setup-check` */
export function getSetupResults(server: HttpServer, { ledger }: Pick<ConsoleContext, 'ledger'>): void {
  server.get('/v1/districts/:districtId/setup-check', { schema: resultsSchema }, (request, reply) =>
    inRequestSpan(request, reply, async () =>
      reply.send({ items: await setupResults(ledger.audit, request.params.districtId) }),
    ),
  );
}
