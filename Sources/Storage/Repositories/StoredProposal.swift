internal import APIKeys
internal import Catalog

/// A proposal as JSON text.
struct StoredProposal: Codable {
    private var kind: Kind
    private var edit: Edit?
    /// That of the key when its change was asked for.
    private var revision: Int?
    private var policy: Policy?

    private enum Kind: String, Codable { case key, change, policy }

    fileprivate struct Edit: Codable {
        var name: String?
        var scopes: [String]?
        var brands: Brands?
        var expires: Optionally<Int64>?
        var addresses: [String]?
        var limit: Optionally<[Int]>?
        var rotatesItself: Bool?
    }

    fileprivate struct Brands: Codable {
        /// Absent for all brands.
        var listed: [Int]?
    }

    /// A value that may be set to nothing, as opposed to left alone.
    fileprivate struct Optionally<Value: Codable>: Codable {
        var value: Value?
    }

    fileprivate struct Policy: Codable {
        var longestLifeDays: Int?
        var unusedDays: Int?
        var onLeak: String
        var fourEyes: Bool
    }

    init(_ proposal: Approval.Proposal) {
        switch proposal {
        case .key: kind = .key
        case .change(_, let change, let revision):
            kind = .change
            self.revision = revision
            edit = Edit(
                name: change.name, scopes: change.scopes?.names, brands: change.brands.map { Brands(listed: $0.listed) },
                expires: change.expiresAt.map { Optionally(value: $0?.milliseconds) },
                addresses: change.addresses?.map(\.description),
                limit: change.limit.map { Optionally(value: $0.map { [$0.perMinute, $0.burst] }) },
                rotatesItself: change.rotatesItself)
        case .policy(let new):
            kind = .policy
            policy = Policy(
                longestLifeDays: new.longestLifeDays, unusedDays: new.unusedDays, onLeak: new.onLeak.rawValue,
                fourEyes: new.fourEyes)
        }
    }

    init(text: String) throws { self = try JSONText.decode(StoredProposal.self, text) }

    func text() throws -> String { try JSONText.encode(self) }

    static func key(of proposal: Approval.Proposal) -> KeyID? {
        switch proposal {
        case .key(let id), .change(let id, _, _): id
        case .policy: nil
        }
    }

    /// - Returns: `nil` for what this program would not have written.
    func proposal(key: KeyID?) -> Approval.Proposal? {
        switch (kind, key) {
        case (.key, let key?): .key(key)
        case (.change, let key?): edit?.read().map { .change(key, $0, revision: revision ?? 0) }
        case (.policy, nil): policy.map { .policy($0.read()) }
        default: nil
        }
    }
}

extension StoredProposal.Edit {
    fileprivate func read() -> KeyEdit? {
        var edit = KeyEdit()
        edit.name = name
        if let scopes {
            let known = scopes.compactMap { Scope(rawValue: $0) }
            guard known.count == scopes.count else { return nil }
            edit.scopes = Scopes(known)
        }
        edit.brands = brands.map { $0.listed.map { .specific($0) } ?? .all }
        edit.expiresAt = expires.map { $0.value.map { Timestamp(milliseconds: $0) } }
        if let addresses {
            let ranges = addresses.compactMap { AddressRange($0) }
            guard ranges.count == addresses.count else { return nil }
            edit.addresses = ranges
        }
        if let limit {
            guard let pair = limit.value else {
                edit.limit = .some(nil)
                edit.rotatesItself = rotatesItself
                return edit
            }
            guard pair.count == 2, let read = RateLimit(perMinute: pair[0], burst: pair[1]) else { return nil }
            edit.limit = read
        }
        edit.rotatesItself = rotatesItself
        return edit
    }
}

extension StoredProposal.Policy {
    fileprivate func read() -> OrganizationPolicy {
        var policy = OrganizationPolicy()
        policy.longestLifeDays = longestLifeDays
        policy.unusedDays = unusedDays
        policy.onLeak = OrganizationPolicy.LeakResponse(rawValue: onLeak) ?? .revoke
        policy.fourEyes = fourEyes
        return policy
    }
}
