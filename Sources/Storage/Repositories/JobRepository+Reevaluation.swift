package import APIKeys
package import Catalog

/// Evaluations of a brand's answers: one of a brand at a time, and none that somebody ended begins by itself.
extension JobRepository {
    package func takeUpReevaluation(
        _ draft: JobDraft, by evaluator: Int, silentSince: Timestamp, at now: Timestamp
    ) async throws -> Reevaluation {
        // Most of the time there is nothing to take: that is found out without keeping writers waiting.
        let known = try await database.read { session in
            try Self.reevaluation(draft.brand, by: evaluator, silentSince: silentSince, in: session)
        }
        if let known, known.id == nil { return known.answer }
        return try await database.write { session in
            guard let found = try Self.reevaluation(draft.brand, by: evaluator, silentSince: silentSince, in: session) else {
                return .taken(try Self.insert(draft, isRunning: true, at: now, in: session))
            }
            guard let id = found.id, let job = try Self.take(id, ifFreeSince: silentSince, at: now, in: session) else {
                return found.answer
            }
            return .taken(job)
        }
    }

    /// The last evaluation of a brand, where it stands in the way of beginning one.
    /// - Returns: which one can be taken up, and else why none can be; `nil` where one can be begun.
    private static func reevaluation(
        _ brand: Int, by evaluator: Int, silentSince: Timestamp, in session: any SQLSession
    ) throws -> (id: Int?, answer: Reevaluation)? {
        guard let last = try last(of: brand, in: session) else { return nil }
        switch last.state {
        case .queued: return (last.id, .busy)
        case .running: return (last.heartbeatAt < silentSince ? last.id : nil, .busy)
        case .cancelled where last.cancelledBy != nil && last.cancelledEvaluator == evaluator: return (nil, .stopped)
        case .cancelled, .done, .failed: return nil
        }
    }

    package func resumeReevaluation(_ draft: JobDraft, by evaluator: Int, audit: AuditDraft) async throws -> Job {
        try await database.write { session in
            // Keeps others from it, in a database with many writers, until the transaction ends.
            try session.execute("UPDATE brands SET archived_at = archived_at WHERE id = \(draft.brand)")
            guard let last = try Self.last(of: draft.brand, in: session), last.state == .cancelled, last.cancelledBy != nil,
                last.cancelledEvaluator == evaluator
            else {
                throw CatalogError.conflict("No evaluation of the brand's answers waits to go on.")
            }
            let job = try Self.insert(draft, isRunning: false, at: audit.at, in: session)
            try log.append(audit, organization: draft.organization, subject: .job(job.id), in: session)
            return job
        }
    }

    package func lastReevaluation(of brand: Int) async throws -> Job? {
        try await database.read { try Self.last(of: brand, in: $0) }
    }

    package func lastReevaluations(in organization: Int) async throws -> [Job] {
        try await database.read { session in
            try Self.fetch(
                """
                WHERE id IN (
                    SELECT (SELECT MAX(j.id) FROM jobs j WHERE j.brand_id = b.id AND j.kind = 'reevaluation')
                    FROM brands b WHERE b.organization_id = \(organization))
                """, in: session)
        }
    }

    /// By its index, which is of this kind only.
    private static func last(of brand: Int, in session: any SQLSession) throws -> Job? {
        try fetch("WHERE brand_id = \(brand) AND kind = 'reevaluation' ORDER BY id DESC LIMIT 1", in: session).first
    }
}
