process.stderr.write('usage: release-graph COMMAND [FILE]\n');
process.exitCode = 2;
