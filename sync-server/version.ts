/** What `GET /api/status` tells. A test holds it to package.json. */
export const relayVersion = '0.1.0'
