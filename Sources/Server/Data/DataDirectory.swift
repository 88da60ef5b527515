internal import APIKeys
internal import Catalog
package import Foundation
internal import Storage

/// The directory with the database and, beside it, the server secret.
package struct DataDirectory: Sendable {
    package let url: URL

    package init(_ url: URL) { self.url = url }

    var databaseURL: URL { url.appending(path: "latchkey.sqlite") }

    /// Opens the database and checks that the secret is the one that it was begun with.
    ///
    /// - Parameter creating: whether to make the directory, the database and the secret where there is none.
    /// - Throws: ``OperatorError`` that says what to mend; nothing is changed then.
    package func open(_ settings: Settings, creating: Bool) async throws -> Installation {
        try prepare(creating: creating)
        do {
            let database = try await SQLiteDatabase.open(at: databaseURL)
            let secret = try await secret(settings, database: database)
            try await Instance.sealEarlierPolicies(in: database, under: secret)
            return Installation(
                database: database, secret: secret, webhookRule: settings.webhookRule, mailer: settings.postOffice,
                columns: url.appending(path: "columns"), exports: ExportFiles(directory: url.appending(path: "exports").path),
                search: url.appending(path: "search"))
        } catch let error as StoreError {
            throw OperatorError("The data directory \(url.path) cannot be opened: \(error.reason)")
        }
    }

    private func prepare(creating: Bool) throws {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
        if exists, !isDirectory.boolValue {
            throw OperatorError("\(url.path) is a file, not a directory. Choose another place with --data.")
        }
        if !creating, !FileManager.default.fileExists(atPath: databaseURL.path) {
            throw OperatorError(
                "There is no Latchkey data in \(url.path). Choose the directory with --data, or begin with \"latchkey serve\" or \"latchkey org create\"."
            )
        }
        guard !exists else { return }
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw OperatorError("The data directory \(url.path) cannot be made: \(error.localizedDescription)")
        }
    }

    // MARK: The secret

    private func secret(_ settings: Settings, database: SQLiteDatabase) async throws -> ServerSecret {
        let isBound = try await Instance.isBound(database)
        let place: String
        let secret: ServerSecret
        if let text = settings.secret {
            place = "the setting \"secret\""
            secret = try SecretFile.decode(text, from: place)
        } else if let found = try SecretFile.read(settings.secretFile) {
            place = settings.secretFile.path
            secret = found
        } else if isBound {
            throw OperatorError(
                """
                The server secret \(settings.secretFile.path) is missing. Without it no key can be checked. Restore it from your \
                backup, or set LATCHKEY_SECRET or --secret-file. (To begin anew, choose an empty data directory.)
                """)
        } else {
            place = settings.secretFile.path
            secret = try SecretFile.create(settings.secretFile)
        }
        guard isBound else {
            try await Instance.bind(secret, to: database)
            return secret
        }
        guard try await Instance.matches(secret, database) else {
            throw OperatorError(
                """
                The server secret in \(place) is not the one that the database in \(url.path) was begun with. Restore the secret \
                that belongs to it; nothing was changed.
                """)
        }
        return secret
    }
}

extension StoreError {
    /// Without the sentence about saving, where nothing was to be saved.
    fileprivate var reason: String {
        switch self {
        case .failed(let reason), .full(let reason): reason
        case .busy: "another program is using the database"
        case .sealBroken, .crowded: message
        }
    }
}
