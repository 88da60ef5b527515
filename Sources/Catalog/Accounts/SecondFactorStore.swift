package import APIKeys

/// Where second factors are kept. See ``AccountStore``. What takes a code to be spent does all of it or nothing.
package protocol SecondFactorStore: Sendable {
    func secondFactor(of user: Int) async throws -> SecondFactor?
    /// Ends every session of the person but `kept`: whoever came in without it is out.
    /// - Parameter step: of the code by which it was confirmed, which is thereby used.
    /// - Returns: `false` when the person has one already.
    func turnOn(
        _ salt: SecondFactorSalt, step: Int64, codes: [AuthenticationCode], of user: Int, keeping kept: AuthenticationCode,
        audit: AuditDraft
    ) async throws -> Bool
    /// - Parameter spent: `nil` for the operator, who needs no code.
    /// - Returns: `false` when there is none, or the code was used before.
    func turnOff(of user: Int, spending spent: SpentCode?, audit: AuditDraft) async throws -> Bool
    /// Puts these in the place of every recovery code of the person. - Returns: as ``turnOff(of:spending:audit:)``.
    func replaceRecoveryCodes(
        _ codes: [AuthenticationCode], of user: Int, spending spent: SpentCode, audit: AuditDraft
    ) async throws -> Bool
    /// Writes an entry about the person that tells of no change.
    func note(_ audit: AuditDraft, about user: Int) async throws
}
