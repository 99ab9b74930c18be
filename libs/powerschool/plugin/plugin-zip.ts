import { strToU8, zipSync } from 'fflate';
import { type PluginOptions, pluginXml } from './plugin-xml.ts';

/** The first day that a ZIP can name: the same options give the same bytes, whenever they are packed. */
const SAME_DAY = new Date(1980, 0, 1);

/** The plugin as PowerSchool installs it: `plugin.xml` at the root of a ZIP, without a folder around it. Throws as `pluginXml` does. */
export function pluginZip(options: PluginOptions): Uint8Array {
  return zipSync({ 'plugin.xml': [strToU8(pluginXml(options)), { mtime: SAME_DAY }] });
}

/** `otus-gradebook-passback-1.0.0.zip`. */
export function pluginFileName({ name, version }: Pick<PluginOptions, 'name' | 'version'>): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['plugin'];
  return `${words.join('-')}-${version}.zip`;
}
