// The browser that journeys and screenshots share.

/** Debian's Chromium, kept from calling home. */
export const launchOptions = {
  executablePath: process.env.BOLE_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', // CI runs as root, where the sandbox refuses to start
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export const desktop = { viewport: { width: 1360, height: 860 } };

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
