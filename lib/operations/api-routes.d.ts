/** Written by the build from the files under app/api; see bin/launch/api-routes.mjs. */
declare module 'parlance:api-routes' {
  export const routes: Readonly<Record<string, import('./route-table').RouteFile>>;
}
