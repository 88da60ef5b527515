internal import APIKeys
internal import Catalog

/// A key as people read it, field by field.
struct KeySheet {
    let key: APIKey
    let now: Timestamp

    var rows: [(label: String, value: String)] {
        let grant = key.grant
        var rows = [
            ("Id", key.id.description), ("Name", key.name), ("State", state), ("Scopes", GrantWords.scopes(grant)),
            ("Brands", grant.brands == .all ? "all, future ones too" : GrantWords.brands(grant)),
            ("Expires", GrantWords.expiry(grant)), ("Addresses", GrantWords.addresses(grant)),
            ("Limit", GrantWords.limit(grant)),
            ("Rotates itself", grant.traits.contains(.rotatesItself) ? "yes" : "no"),
            ("Secret", grant.traits.contains(.suppliedSecret) ? "made by the caller" : "made by this server"),
            ("Created", "\(key.createdAt.iso8601) by \(key.createdBy)"), ("Last used", Self.use(key.lastUse)),
        ]
        if let predecessor = key.predecessor { rows.append(("Replaces", predecessor.description)) }
        switch grant.end {
        case .revoked(let at)?: rows.append(("Revoked", at.iso8601))
        case .rotated(let rotation)?:
            rows.append(("Replaced by", "\(rotation.successor) since \(rotation.since.iso8601)"))
            rows.append((end.isInForce ? "Ended" : "Works until", end.text))
        case nil: break
        }
        return rows
    }

    private var state: String {
        let state = key.state(at: now)
        return state == .pending ? "pending: it waits for a second admin, see \"latchkey approval list\"" : state.rawValue
    }

    private var end: (isInForce: Bool, text: String) {
        guard let end = key.grant.end else { return (false, "") }
        let isInForce = end.isInForce(at: now)
        let moment = (key.grant.endsAt ?? end.at).iso8601
        guard !isInForce, let quiet = key.quietFor else { return (isInForce, moment) }
        return (false, "\(moment), or until it was silent for \(SpanText.words(quiet))")
    }

    static func use(_ use: UsageLedger.Use?) -> String {
        guard let use else { return "never" }
        return "\(use.at.iso8601) from \(source(use.source))"
    }

    /// `203.0.113.7 (curl/8.5.0)`
    static func source(_ source: UsageLedger.Source) -> String {
        let address = source.address?.description ?? "an unknown address"
        return source.client.isEmpty ? address : "\(address) (\(source.client))"
    }

    static func rows(_ receipt: Receipt) -> [(label: String, value: String)] {
        let others = receipt.othersWorking.map(\.description).joined(separator: ", ")
        let rows = [
            ("Ended", "\(receipt.effectiveAt.iso8601), \(receipt.cause == .revoked ? "revoked" : "rotated out")"),
            ("Last accepted", receipt.lastAcceptedAt.map { "\($0.iso8601)" } ?? "never"),
            ("Last from", receipt.lastSource.map { source($0) } ?? "-"),
            ("Refused since", String(receipt.refusalsSince)),
        ]
        return others.isEmpty ? rows : rows + [("Still works", others)]
    }
}
