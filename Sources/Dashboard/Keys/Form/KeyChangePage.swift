internal import APIKeys
internal import Catalog

/// What a change would do, before it is made.
struct KeyChangePage: Page {
    static let template = Template.keyChange
    var title: String { "Change \(keyName)?" }

    let keyName: String
    let keyID: String
    let difference: KeyChanges
    let impact: ImpactView
    /// What the past does not tell.
    let remark: String?
    /// The other keys of its rotations that work, which the change leaves as they are.
    let others: String?
    /// Somebody else changed the key since the form was opened.
    let wasOvertaken: Bool
    /// It will wait for a second admin.
    let waits: Bool
    let action: String
    let hidden: [HiddenField]
    let confirmURL: String
    let editURL: String
    let cancelURL: String

    init(
        _ edit: KeyEdit, on key: APIKey, from input: KeyInput, impact found: Impact, others: [KeyID], policy: OrganizationPolicy,
        wasOvertaken: Bool, slug: String, brandNames: [Int: String], words: DateWords
    ) {
        keyName = key.name
        keyID = key.id.description
        difference = KeyChanges(edit, on: key, brandNames: brandNames, words: words)
        impact = ImpactView(found, brandNames: brandNames, words: words)
        self.others = others.isEmpty ? nil : others.map(\.description).joined(separator: ", ")
        self.wasOvertaken = wasOvertaken
        let after = edit.applied(to: key.grant)
        remark = Self.remark(before: key.grant, after: after)
        waits = policy.fourEyes && after.isBroad && after.isWider(than: key.grant)
        action = waits ? "Ask for this change" : "Change the key"
        hidden = input.hidden + [HiddenField("seen", KeyVersion.of(key))]
        confirmURL = SitePath.confirmEdit(slug, key.id).address
        editURL = SitePath.editKey(slug, key.id).address
        cancelURL = SitePath.key(slug, key.id).address
    }

    static func remark(before: Grant, after: Grant) -> String? {
        let isSlower = after.limit != nil && before.limit != after.limit
        let endsEarlier = after.expiresAt.map { $0 < before.expiresAt ?? Timestamp(milliseconds: .max) } ?? false
        switch (isSlower, endsEarlier) {
        case (true, true): return "Calls beyond the rate limit, and calls after the new end, are not counted here."
        case (true, false): return "Calls beyond the rate limit are not counted here: by the hour it cannot be told which."
        case (false, true): return "Calls after the new end are not counted here: it is still to come."
        case (false, false): return nil
        }
    }
}
