package import APIKeys

/// Where messages may be sent: to the public internet over https, and to the blocks that the operator allowed, over http too. Without
/// this, whoever may make a webhook could have the server talk to machines that only the server can reach.
package struct WebhookAddressRule: Sendable {
    private let allowed: [AddressRange]

    /// - Parameter allowed: blocks beside the public internet.
    package init(allowing allowed: [AddressRange]) { self.allowed = allowed }

    package static let publicOnly = WebhookAddressRule(allowing: [])

    /// Checks a new webhook as far as its text tells; a name is judged by what it resolves to, at each sending.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `url`.
    package func check(_ url: WebhookURL) throws(CatalogError) {
        if let address = url.literal {
            try refuse(url, [address])
        } else if url.scheme == .http, allowed.isEmpty {
            throw .invalid(field: "url", message: Self.needsTLS)
        }
    }

    /// Checks what the host resolved to: one address that may not be reached spoils all, since which one answers is up to whoever
    /// runs the name. The sentence does not tell the address: names of the server's own network are not for everybody.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `url`.
    package func refuse(_ url: WebhookURL, _ addresses: [IPAddress]) throws(CatalogError) {
        for address in addresses where !(allowed.contains { $0.contains(address) }) {
            guard address.isPublic else {
                throw .invalid(
                    field: "url",
                    message:
                        "\(url.host) is not on the public internet, so nothing is sent there. The operator can allow it with the setting webhook.allow."
                )
            }
            guard url.scheme == .https else { throw .invalid(field: "url", message: Self.needsTLS) }
        }
    }

    private static let needsTLS =
        "The webhook's address must begin with https://. Only to blocks that the operator allows with the setting webhook.allow is anything sent over http."
}
