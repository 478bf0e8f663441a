/** Which roles the users of a vCenter have; made by `parseVsphereRoles`. Keys are in the form of `toPrincipal`. */
export interface VsphereRoles {
  /** By user, as `name@domain`. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  /** By group, as `name@domain`. When empty, vCenter is not asked for groups. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** By the domain a user belongs to. */
  readonly domains: ReadonlyMap<string, readonly string[]>;
  /** The single sign-on domain of the vCenter, which its token service is addressed by. */
  readonly ssoDomain: string;
}
