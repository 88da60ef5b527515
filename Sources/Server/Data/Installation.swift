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
    /// Where the columns of brands are kept: a cache, and no part of a backup.
    package let columns: URL

    init(database: SQLiteDatabase, secret: ServerSecret, webhookRule: WebhookAddressRule, columns: URL) {
        self.database = database
        self.secret = secret
        self.webhookRule = webhookRule
        self.columns = columns
        stores = Stores(database: database, secret: secret)
    }

    /// The services for a command, which holds nothing in memory: a running server notices by itself.
    package var catalog: Catalog {
        Catalog(stores: stores, secret: secret, analyst: VisibilityAnalyst(), webhookRule: webhookRule)
    }

    package func close() throws { try database.close() }
}
