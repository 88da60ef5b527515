package import APIKeys

/// What a key is allowed and has not needed for a while.
package struct LeastPrivilege: Sendable {
    /// For how many days something must be unused to be mentioned. A key, or a record of its use, that is younger gets no hint.
    package static let days = 60

    package let unusedScopes: Scopes
    /// Listed brands that nothing was done to.
    package let unusedBrands: [Int]
    /// What narrows the key to what it used.
    package let edit: KeyEdit

    package var isEmpty: Bool { unusedScopes.isEmpty && unusedBrands.isEmpty }

    /// - Parameters:
    ///   - calls: the accepted calls of the last ``days``.
    ///   - standing: what the key has had for all of them.
    init(_ grant: Grant, calls: [CallCount], standing: StandingGrant) {
        let accepted = calls.filter { $0.outcome == Outcome.allowedCode }
        let needs = Set(
            accepted.compactMap { Operation.named($0.operation, onBrand: $0.brand != nil)?.anyOf.intersection(grant.scopes) })
        var kept = grant.scopes
        // The widest are given up first, as long as every call is still open to one of those left.
        for scope in Scope.allCases.reversed() where standing.scopes.contains(scope) {
            let fewer = kept.subtracting(Scopes([scope]))
            if needs.allSatisfy({ $0.isEmpty || !$0.isDisjoint(with: fewer) }) { kept = fewer }
        }
        // A key that was not used at all should be revoked, not narrowed: there is nothing to narrow it to.
        unusedScopes = needs.allSatisfy(\.isEmpty) ? [] : grant.scopes.subtracting(kept)
        let touched = Set(accepted.compactMap(\.brand))
        let unused = (grant.brands.listed ?? []).filter { standing.brands.contains($0) && !touched.contains($0) }
        unusedBrands = touched.isEmpty ? [] : unused
        var edit = KeyEdit()
        if !unusedScopes.isEmpty { edit.scopes = kept }
        if !unusedBrands.isEmpty { edit.brands = .specific(Set(grant.brands.listed ?? []).subtracting(unusedBrands)) }
        self.edit = edit
    }
}
