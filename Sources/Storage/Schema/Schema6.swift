internal import Catalog

/// A seal for what an organization demands of its keys.
enum Schema6 {
    static func statements(_ dialect: Dialect) -> [String] {
        [
            // From now on every organization has a row. Those from before are sealed with the server secret, which no migration knows, when
            // it is next there: see Instance.sealEarlierPolicies.
            "ALTER TABLE organization_policies ADD COLUMN seal \(dialect.blob)"
        ]
    }
}
