import type { PluginOptions } from '@passback/powerschool';
import { type TProperties, Type } from 'typebox';

/** How the plugin calls itself in a district's PowerSchool; bounds are those of PowerSchool's `plugin.xsd`. */
export const pluginSettings = {
  /** The plugin's name there: at most 40 characters, and no other plugin's. */
  PLUGIN_NAME: Type.String({ minLength: 1, maxLength: 40, default: 'Otus Gradebook Passback' }),
  /** Digits and dots. */
  PLUGIN_VERSION: Type.String({ pattern: '^\\d+(\\.\\d+)*$', maxLength: 20, default: '1.0.0' }),
  /** Who publishes it: whoever runs this system. */
  PLUGIN_PUBLISHER: Type.String({ minLength: 1, maxLength: 100, default: 'Gradebook Passback' }),
  /** Where its publisher is asked. The default is nobody's. */
  PLUGIN_EMAIL: Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$', maxLength: 40, default: 'nobody@example.invalid' }),
} satisfies TProperties;

export interface PluginSettings {
  readonly PLUGIN_NAME: string;
  readonly PLUGIN_VERSION: string;
  readonly PLUGIN_PUBLISHER: string;
  readonly PLUGIN_EMAIL: string;
}

export function pluginOptions({
  PLUGIN_NAME: name,
  PLUGIN_VERSION: version,
  PLUGIN_PUBLISHER: publisher,
  PLUGIN_EMAIL: email,
}: PluginSettings): PluginOptions {
  return { name, version, publisher, email };
}
