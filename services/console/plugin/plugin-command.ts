import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type PluginField,
  pluginFileName,
  type PluginOptions,
  PluginOptionsError,
  pluginZip,
} from '@passback/powerschool';

export const PLUGIN_USAGE = `npm run plugin -- [--out FILE]   writes the plugin for PowerSchool, a ZIP
  --name NAME, --plugin-version 1.0.0, --publisher NAME, --email ADDRESS   instead of PLUGIN_NAME, PLUGIN_VERSION, …
  --before-25                                for a PowerSchool before 25.2
  --also TABLE.FIELD[=FullAccess]            one more field, to view or to write; may be given again`;

/** It was not understood what is to be made. */
export class PluginUsageError extends Error {
  override toString(): string {
    return `${this.message}\n${PLUGIN_USAGE}`;
  }
}

/** Writes the ZIP; gives the file's name. Throws `PluginUsageError`, and what writing throws. */
export async function runPluginCommand(args: readonly string[], settings: PluginOptions): Promise<string> {
  const { out, options } = readArguments(args, settings);
  const file = out ?? pluginFileName(options);
  await writeFile(file, zipOf(options));
  return file;
}

function zipOf(options: PluginOptions): Uint8Array {
  try {
    return pluginZip(options);
  } catch (error) {
    if (error instanceof PluginOptionsError) throw new PluginUsageError(error.message);
    throw error;
  }
}

const OPTIONS = {
  out: { type: 'string' },
  name: { type: 'string' },
  'plugin-version': { type: 'string' },
  publisher: { type: 'string' },
  email: { type: 'string' },
  'before-25': { type: 'boolean' },
  also: { type: 'string', multiple: true },
} as const;

function readArguments(args: readonly string[], settings: PluginOptions): { out?: string; options: PluginOptions } {
  const values = parsed(args);
  return {
    ...(values.out !== undefined && { out: values.out }),
    options: {
      name: values.name ?? settings.name,
      version: values['plugin-version'] ?? settings.version,
      publisher: values.publisher ?? settings.publisher,
      email: values.email ?? settings.email,
      isBefore25: values['before-25'] === true,
      also: (values.also ?? []).map(fieldOf),
    },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new PluginUsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `AssignmentScore.IsLate`, `AssignmentScoreComment.CommentValue=FullAccess`. */
function fieldOf(text: string): PluginField {
  const { table, field, access } =
    /^(?<table>\w+)\.(?<field>\w+)(?:=(?<access>ViewOnly|FullAccess))?$/.exec(text)?.groups ?? {};
  if (table === undefined || field === undefined)
    throw new PluginUsageError(`--also ${text}: a field is TABLE.FIELD, or TABLE.FIELD=FullAccess`);
  return { table, field, access: access === 'FullAccess' ? 'FullAccess' : 'ViewOnly' };
}
