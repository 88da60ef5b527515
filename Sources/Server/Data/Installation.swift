package import APIKeys
package import Catalog
package import Foundation
internal import Storage

/// An opened data directory.
package struct Installation: Sendable {
    private let database: SQLiteDatabase
    package let secret: ServerSecret
    package let stores: Stores
    package let webhookRule: WebhookAddressRule
    /// `nil` where mail is not configured.
    package let mailer: (any Mailer)?
    /// Where the columns of brands are kept: a cache, and no part of a backup.
    package let columns: URL
    /// Where exports of answers are kept for a while; no part of a backup either.
    package let exports: ExportFiles
    /// Where the search indexes of brands are kept: a cache too.
    package let search: URL

    init(
        database: SQLiteDatabase, secret: ServerSecret, webhookRule: WebhookAddressRule, mailer: (any Mailer)?, columns: URL,
        exports: ExportFiles, search: URL
    ) {
        self.database = database
        self.secret = secret
        self.webhookRule = webhookRule
        self.mailer = mailer
        self.columns = columns
        self.exports = exports
        self.search = search
        stores = Stores(database: database, secret: secret)
    }

    /// The services for a command, which holds nothing in memory: a running server notices by itself.
    package var catalog: Catalog {
        Catalog(stores: stores, secret: secret, analyst: VisibilityAnalyst(), webhookRule: webhookRule, mailer: mailer)
    }

    package func close() throws { try database.close() }
}
