export type { DescribeOptions } from "./model/createOperationDescriber.ts";
export type { DocsModel } from "./model/DocsModel.ts";
export { describeDocument } from "./model/describeDocument.ts";
export { type ChangelogData, ChangelogError, readChangelog } from "./site/readChangelog.ts";
export { type SiteFile, type SiteOptions, sitePages } from "./site/sitePages.ts";
export { OutputFolderError, type WriteOptions, type WrittenSite, writeSite } from "./site/writeSite.ts";
