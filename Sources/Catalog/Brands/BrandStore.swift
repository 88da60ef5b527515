package import APIKeys

package protocol BrandStore: Sendable {
    /// Every brand of the organization, by id; archived ones included.
    func brands(of organization: Int) async throws -> [Brand]
    func brand(_ id: Int, in organization: Int) async throws -> Brand?
    /// Those in use, by id.
    func names(of organization: Int) async throws -> [BrandName]
    /// The numbers of the brand's personas, archived ones included.
    func personas(everOf brand: Int) async throws -> Set<Int>
    /// Writes the brand; when `creator` is a key with listed brands, the brand joins that key's list, and those of the other working
    /// keys of its line of successors, sealed anew, in the same transaction.
    func insert(_ state: BrandState, into organization: Int, creator: KeyID?, audit: AuditDraft) async throws -> Brand
    /// Reads the brand, asks `decide` what to make of it, and writes that, all in one transaction.
    ///
    /// - Parameter decide: returns `nil` to leave everything as it is, without an entry; what it throws undoes all.
    /// - Returns: the brand as it now is; `nil` when there is none.
    func change(
        _ id: Int, in organization: Int, _ decide: @escaping @Sendable (Brand) throws -> BrandChange?
    ) async throws -> Brand?
    /// - Parameter check: is shown the brand in the same transaction; when it throws, nothing is written.
    /// - Returns: `nil` when there is no such brand; the brand as it is, and no entry, when it is archived (or not) already.
    func setArchived(
        _ archived: Bool, brand: Int, in organization: Int, audit: AuditDraft, _ check: @escaping @Sendable (Brand) throws -> Void
    ) async throws -> Brand?
}

/// What a brand becomes.
package struct BrandChange: Sendable {
    package let state: BrandState
    package let audit: AuditDraft
    /// Where the brand's names change: which prompts name it from now on.
    package let isBranded: (@Sendable (String) -> Bool)?

    package init(_ state: BrandState, audit: AuditDraft, isBranded: (@Sendable (String) -> Bool)?) {
        self.state = state
        self.audit = audit
        self.isBranded = isBranded
    }
}
