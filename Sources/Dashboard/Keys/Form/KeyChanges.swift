internal import Catalog

/// What a change makes different of a key, field by field. Shown by the partial `changes`.
struct KeyChanges: Sendable {
    let changes: [ChangeRow]

    init(_ edit: KeyEdit, on key: APIKey, brandNames: [Int: String], words: DateWords) {
        let name = FieldChange("name", before: key.name, after: edit.name?.trimmed ?? key.name)
        changes = ChangeRow.rows(
            [name] + GrantWords.changes(key.grant, edit.applied(to: key.grant)),
            ChangeWords(brandNames: brandNames, words: words))
    }
}
