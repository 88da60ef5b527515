package import APIKeys

extension Settings {
    /// The server secret, without the database that it belongs to; `nil` when there is none where it should be.
    /// - Throws: ``OperatorError`` when it is there and no good.
    package func readSecret() throws -> ServerSecret? {
        if let secret { return try SecretFile.decode(secret, from: "the setting \"secret\"") }
        return try SecretFile.read(secretFile)
    }
}
