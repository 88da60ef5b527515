internal import APIKeys
internal import Catalog

/// What the server of a data directory says of a token that was found.
struct TokenJudgement {
    /// `nil` for one that is no key of this server, whatever its public id.
    let known: KnownToken?
    let organization: Organization?
    let isLive: Bool
    let state: String
    var receipt: Receipt?
    /// Whether this run of the program revoked it.
    var isRevokedNow = false

    static func of(_ token: Token, _ catalog: Catalog) async throws -> TokenJudgement {
        try await TokenJudgement(try await catalog.leaks.recognise(token), catalog)
    }

    private init(_ known: KnownToken?, _ catalog: Catalog) async throws {
        let now = catalog.clock.now()
        self.known = known
        if let known { organization = try await catalog.organizations.find(id: known.organization) } else { organization = nil }
        isLive = known?.isLive(at: now) ?? false
        state = known?.state(at: now) ?? "unknown"
        if case .key(let key)? = known { receipt = try await catalog.insight.receipt(of: key) }
    }

    /// Revokes it, whatever the organization's policy, if it is of this server.
    func revoking(_ found: ScanFindings.Found, _ catalog: Catalog) async throws -> TokenJudgement {
        guard let known else { return self }
        let more = found.places.count > 1 ? " and \(found.places.count - 1) more" : ""
        let place = LeakPlace(.scan, url: (found.places.first?.words ?? "") + more)
        let before = known.state(at: catalog.clock.now())
        let ended = try await catalog.leaks.revoke(known, foundAt: place, by: .commandLine)
        var judgement = try await TokenJudgement(ended, catalog)
        judgement.isRevokedNow = before != judgement.state
        return judgement
    }

    /// `an API key of Northwind, "Looker", active`
    var words: String {
        guard let known, let organization else { return "not of this server" }
        return "of \(organization.name), \"\(known.name)\", \(state)"
    }

    /// What came of `--revoke`, in one line.
    var receiptLine: String? {
        guard let known, known.isOver else { return nil }
        guard let receipt else { return isRevokedNow ? "Revoked." : "Revoked before." }
        let last = receipt.lastAcceptedAt.map { at in
            "last accepted \(at.iso8601)\(receipt.lastSource.map { " from \(KeySheet.source($0))" } ?? "")"
        }
        let cause = receipt.cause == .revoked ? "Revoked" : "Rotated out"
        return "\(cause)\(isRevokedNow ? "" : " before,") at \(receipt.effectiveAt.iso8601); \(last ?? "never accepted"); "
            + "refused since: \(receipt.refusalsSince)."
    }
}

extension KnownToken {
    /// Whether it was revoked or rotated out.
    fileprivate var isOver: Bool {
        switch self {
        case .key(let key): key.grant.end != nil
        case .admin(let token): token.revokedAt != nil
        }
    }
}
