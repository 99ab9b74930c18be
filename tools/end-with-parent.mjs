// Preloaded into a child of bootstrap.mjs: when the parent is killed outright, its channel closes and this process ends too.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
