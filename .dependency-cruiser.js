// `npm run rings`: no file needs itself by way of others, and no folder by way of its neighbours; imports of types count. A folder may use
// what stands in the folder around it, as a service's `limits.ts`, though that folder's `app.ts` uses it in turn.
const circular = { from: {}, to: { circular: true }, severity: 'error' };

export default {
  forbidden: [
    { name: 'no circle of files', ...circular },
    { name: 'no circle of folders', scope: 'folder', ...circular },
  ],
  options: {
    tsPreCompilationDeps: true,
    // Projects are imported by what their package.json exports.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
    // Specs stand beside what they try, and try it with the fixtures of their project, which use it in turn.
    exclude: { path: ['(^|/)(node_modules|generated|dist|tmp|testing)/', '[.](spec|contract|fixture)[.]tsx?$'] },
  },
};
