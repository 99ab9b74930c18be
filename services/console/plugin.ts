import { ConfigError, loadConfig } from '@passback/service-kit';
import { pluginOptions, pluginSettings } from './plugin/plugin-settings.ts';
import { PLUGIN_USAGE, PluginUsageError, runPluginCommand } from './plugin/plugin-command.ts';

// `npm run plugin -- [--out FILE]`: the plugin that is installed in a district's PowerSchool.
const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(`${PLUGIN_USAGE}\n`);
} else {
  try {
    const file = await runPluginCommand(args, pluginOptions(loadConfig(pluginSettings, process.env)));
    process.stdout.write(`${file}\n`);
  } catch (error) {
    const isTold = error instanceof ConfigError || error instanceof PluginUsageError || !(error instanceof Error);
    process.stderr.write(`${isTold ? String(error) : error.message}\n`);
    process.exitCode = error instanceof PluginUsageError ? 2 : 1;
  }
}
