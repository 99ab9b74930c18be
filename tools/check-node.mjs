process.stdout.write(`Node ${process.versions.node}\n`);
