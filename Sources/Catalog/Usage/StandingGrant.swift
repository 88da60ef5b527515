internal import APIKeys

/// Which scopes and listed brands a key has had for all of a time. What it was given meanwhile it had no time to need.
struct StandingGrant {
    private(set) var scopes: Scopes
    private(set) var brands: Set<Int>

    static let none = StandingGrant(scopes: [], brands: [])

    /// - Parameters:
    ///   - grant: as it is now.
    ///   - changes: the entries of that time that tell of its changes; each says what was there before it.
    ///   - joined: the brands that joined its list because a key made them.
    init(_ grant: Grant, changes: [AuditEvent], joined: Set<Int>) {
        scopes = grant.scopes
        brands = Set(grant.brands.listed ?? []).subtracting(joined)
        for change in changes.flatMap(\.changes) {
            switch change.field {
            case "scopes": scopes.formIntersection(GrantWords.scopes(in: change.before))
            case "brands":
                if let before = GrantWords.brands(in: change.before).listed { brands.formIntersection(before) }
            default: break
            }
        }
    }

    private init(scopes: Scopes, brands: Set<Int>) {
        self.scopes = scopes
        self.brands = brands
    }
}
