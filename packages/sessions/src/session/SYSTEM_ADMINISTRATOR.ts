/** The role that may see and end everybody's sessions, and that always finds room (SES-13). */
export const SYSTEM_ADMINISTRATOR = "System Administrator";
