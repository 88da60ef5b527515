package import Catalog

/// Who a mail is from: `reports@northwind.example`, or with a name `Northwind <reports@northwind.example>`.
package struct MailAddress: Hashable, Sendable {
    package let name: String
    package let address: String

    /// - Throws: ``CatalogError/invalid(field:message:)``.
    package init(_ text: String) throws(CatalogError) {
        let text = text.trimmed
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            name = String(text[..<open]).trimmed.trimmingQuotes
            address = try EmailRule.check(String(text[text.index(after: open)...].dropLast()))
        } else {
            name = ""
            address = try EmailRule.check(text)
        }
    }

    /// What stands behind the `@`.
    var domain: String { address.split(separator: "@").last.map(String.init) ?? address }
}

extension String {
    fileprivate var trimmingQuotes: String {
        count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }
}
