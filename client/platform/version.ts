/** What Settings tells. A test holds it to package.json. */
export const appVersion = '0.1.0'
