/** What speaks for a key that is not spelled out. */
export const covers = {
  /** A range of statuses, else `default` (OpenAPI 3.1, 4.8.16). */
  status<T>(responses: ReadonlyMap<string, T>, status: string): T | undefined {
    const range = /^\d/.test(status) ? responses.get(`${status[0]}XX`) : undefined;
    return range ?? responses.get("default");
  },

  /** The type without parameters, else a media range. */
  mediaType<T>(content: ReadonlyMap<string, T>, name: string): T | undefined {
    const [bare = name] = name.split(";");
    const [type = ""] = bare.split("/");
    return content.get(bare) ?? content.get(`${type}/*`) ?? content.get("*/*");
  },
};
