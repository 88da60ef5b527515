extension Schema2 {
    /// Each way to look through the log is one index, which ends in the order of the pages; see ``AuditListing``.
    static func audit(_ dialect: Dialect) -> [String] {
        [
            "DROP INDEX audit_events_by_organization",
            "CREATE INDEX audit_events_by_time ON audit_events (organization_id, at, sequence)",
            "CREATE INDEX audit_events_by_action ON audit_events (organization_id, action, at, sequence)",
            "CREATE INDEX audit_events_by_actor ON audit_events (organization_id, actor, action, at, sequence)",
            // With what may narrow it behind, for the one way that is looked through entry by entry: what a person did at signing in.
            """
            CREATE INDEX audit_events_by_subject
            ON audit_events (subject_kind, subject, organization_id, at, sequence, action, actor)
            """,
        ]
    }
}
