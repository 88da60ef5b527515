/// What can go wrong between people and the catalog. `message` is for the person: what happened, to which thing, what to do
/// next.
package enum CatalogError: Error, Hashable, Sendable {
    /// The input breaks a rule; `field` is its name in forms and bodies, within a list `list.index.name`.
    case invalid(field: String, message: String)
    /// The thing named does not exist in this organization.
    case notFound(String)
    /// It exists already, or is in a state that does not allow this.
    case conflict(String)
    /// Somebody would agree to what they asked for themselves. Whoever is refused by this stands in the audit log.
    case selfApproval(String)
    /// A website that somebody else within the brand has.
    case domainTaken(domain: String, owner: String, claimant: String)
    /// The brand has no stage of that name; `known` are those it has.
    case unknownStage(String, known: [String])
    /// The thing was changed since the person looked at it.
    case stale(String)

    package var message: String {
        switch self {
        case .invalid(_, let message), .notFound(let message), .conflict(let message), .selfApproval(let message),
            .stale(let message):
            message
        case .domainTaken(let domain, let owner, let claimant):
            "\(domain) is a website of \(owner) already, so it cannot be one of \(claimant) too. Take it from \(owner) first, or leave it out."
        case .unknownStage(let name, let known):
            "This brand has no stage \"\(name)\". Its stages are \(known.joined(separator: ", ")); case counts."
        }
    }
}

/// What can go wrong with the disk under it.
package enum StoreError: Error, Hashable, Sendable {
    /// No space is left, or the disk refused the write; nothing was written, and reading goes on.
    case full(String)
    /// Another program holds the database; nothing was written.
    case busy
    /// More passwords wait to be checked than this server has time for.
    case crowded
    /// A stored record was changed outside this server.
    case sealBroken(String)
    /// Anything else the database said.
    case failed(String)

    package var message: String {
        switch self {
        case .full(let reason):
            "Nothing was saved: the disk of the data directory took no more (\(reason)). Free some space and try again."
        case .busy: "Nothing was saved: another program is using the database. Try again in a moment."
        case .crowded: "Too many people are signing in at this moment. Try again in a little while."
        case .sealBroken(let what): "The stored record of \(what) was changed outside this server; it was left as it is."
        case .failed(let reason): "The database failed: \(reason)"
        }
    }
}
