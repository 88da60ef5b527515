package import APIKeys

/// What an organization demands of all its keys.
package struct OrganizationPolicy: Hashable, Sendable {
    /// What happens to a key that was found in public.
    package enum LeakResponse: String, CaseIterable, Sendable { case revoke, flag }

    /// The longest life of a new key, from its making, in days; `nil` for any.
    package var longestLifeDays: Int?
    /// Keys that were not used for so many days are revoked; `nil` for never.
    package var unusedDays: Int?
    package var onLeak = LeakResponse.revoke
    /// Whether keys for all brands, or with the scope create-brand, wait for a second admin.
    package var fourEyes = false

    package init() {}

    /// What holds where nobody can say what was set. Nothing is ended for it: only what people want to give is held to it.
    package static let strictest: OrganizationPolicy = {
        var policy = OrganizationPolicy()
        policy.longestLifeDays = days.lowerBound
        policy.fourEyes = true
        return policy
    }()

    package static let days = 1...3650

    /// Whether a key waits for a second admin before it is allowed this.
    ///
    /// - Parameter before: what it was allowed until now; `nil` for a new key.
    package func needsApproval(of grant: Grant, before: Grant? = nil) -> Bool {
        fourEyes && grant.isBroad && (before.map { grant.isWider(than: $0) } ?? true)
    }

    /// Going back to one pair of eyes is for two to decide, and whatever is set together with it.
    func waits(toBecome new: OrganizationPolicy) -> Bool { fourEyes && !new.fourEyes }

    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `longest_life_days` or `unused_days`.
    func check() throws(CatalogError) {
        for (field, days) in [("longest_life_days", longestLifeDays), ("unused_days", unusedDays)] {
            if let days, !Self.days.contains(days) {
                throw .invalid(
                    field: field,
                    message: "\(days) days make no sense; give 1 to \(Self.days.upperBound), or nothing to switch the rule off.")
            }
        }
    }

    package func changes(to new: OrganizationPolicy) -> [FieldChange] {
        func days(_ days: Int?) -> String { days.map(String.init) ?? "off" }
        return [
            FieldChange("longest_life_days", before: days(longestLifeDays), after: days(new.longestLifeDays)),
            FieldChange("unused_days", before: days(unusedDays), after: days(new.unusedDays)),
            FieldChange("on_leak", before: onLeak.rawValue, after: new.onLeak.rawValue),
            FieldChange("four_eyes", before: fourEyes ? "on" : "off", after: new.fourEyes ? "on" : "off"),
        ]
    }
}

/// What setting a policy would do.
package struct PolicyPreview: Sendable {
    package let policy: OrganizationPolicy
    /// Whether it would wait for a second admin.
    package let awaitsApproval: Bool
    /// The keys that were unused for so long by now, which its rule would revoke within a minute. Beyond 1000 it says 1000.
    package let keysRevoked: Int
}

package protocol PolicyStore: Sendable {
    /// The strictest where it is not what this server wrote.
    func policy(of organization: Int) async throws -> OrganizationPolicy
    /// - Parameter decides: the approval that this carries out.
    func set(_ policy: OrganizationPolicy, of organization: Int, decides: Int?, audit: AuditDraft) async throws
    /// The organizations that revoke unused keys, and after how many days.
    func withUnusedRule() async throws -> [(organization: Int, days: Int)]
    /// The organizations whose policy is not what this server wrote.
    func broken() async throws -> [Int]
}
