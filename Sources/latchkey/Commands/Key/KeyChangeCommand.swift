internal import APIKeys
internal import Catalog

/// Changing a key, or only showing what that would do: what "key edit" and "key narrow" share.
struct KeyChangeCommand {
    let catalog: Catalog
    let organization: Organization
    let json: Bool

    func make(_ edit: KeyEdit, of id: KeyID) async throws {
        let before = try await catalog.keys.find(id, in: organization)
        let (after, isPending) = try await catalog.keys.edit(id, edit, in: organization, by: .commandLine)
        let others = WithOthers(try await catalog.insight.others(of: after))
        guard !json else {
            let output = KeyOutput(after, at: catalog.clock.now())
            return try Output.json(Joined(output, Joined(WithApproval(awaitsApproval: isPending), others)))
        }
        guard !isPending else {
            return print(
                "This waits for a second admin; nothing has changed yet. See \"latchkey approval list --org \(organization.slug)\"."
            )
        }
        let changes = Self.changes(from: before, to: after)
        print(changes.isEmpty ? "\(id) is like this already; nothing was changed." : "Changed \(id).")
        Self.show(changes)
        if !changes.isEmpty { others.tell() }
    }

    func rehearse(_ edit: KeyEdit, of id: KeyID) async throws {
        let (edit, policy, now) = try await catalog.keys.checked(edit, of: id, in: organization)
        let before = try await catalog.keys.find(id, in: organization)
        let after = edit.applied(to: before)
        let impact = try await catalog.insight.impact(of: edit, on: before, in: organization)
        let mustWait = policy.needsApproval(of: after.grant, before: before.grant)
        let others = WithOthers(try await catalog.insight.others(of: before))
        guard !json else {
            let output = DryRunOutput(awaitsApproval: mustWait, key: KeyOutput(after, at: now), impact: ImpactOutput(impact))
            return try Output.json(Joined(output, others))
        }
        let changes = Self.changes(from: before, to: after)
        print(changes.isEmpty ? "\(id) is like this already." : "Nothing was changed. The change to \(id) would be:")
        Self.show(changes)
        ImpactOutput.show(impact, of: .change)
        others.tell()
        if mustWait { print("It would wait for a second admin.") }
    }

    private static func changes(from before: APIKey, to after: APIKey) -> [FieldChange] {
        let all = [FieldChange("name", before: before.name, after: after.name)] + GrantWords.changes(before.grant, after.grant)
        return all.filter { $0.before != $0.after }
    }

    private static func show(_ changes: [FieldChange]) {
        guard !changes.isEmpty else { return }
        Output.table(["FIELD", "BEFORE", "AFTER"], changes.map { [$0.field, $0.before, $0.after] })
    }
}
