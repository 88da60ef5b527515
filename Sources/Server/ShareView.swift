package import APIKeys
package import Catalog
internal import Dashboard

/// The view of a shared report, for commands.
package enum ShareView {
    /// What is stored of a view that somebody copied from the address of a brand's overview.
    /// - Throws: ``CatalogError/invalid(field:message:)`` for what says nothing there: the link would show more than was meant.
    package static func stored(_ typed: String, at now: Timestamp) throws(CatalogError) -> String {
        try SharedView(typed: typed, at: now).text
    }

    package static func words(_ stored: String, of brand: Brand) -> String {
        SharedView(stored: stored)?.words(of: brand) ?? "a view that this version does not know"
    }
}
