internal import Foundation

/// The OpenID provider by which people can sign in.
package struct OpenIDSettings: Hashable, Sendable {
    /// As the provider writes it, to the letter.
    package let issuer: String
    package let clientID: String
    /// `nil` for a client without a secret.
    package let secretFile: String?
    /// On the button.
    package let name: String
    /// A PEM file with who may vouch for the provider; the authorities of the system when `nil`.
    package let authorities: String?
    /// Where the provider sends people back to.
    package let redirectURI: String

    package init(
        issuer: String, clientID: String, secretFile: String? = nil, name: String, authorities: String? = nil, redirectURI: String
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.secretFile = secretFile
        self.name = name
        self.authorities = authorities
        self.redirectURI = redirectURI
    }
}

extension OpenIDSettings {
    /// - Parameter callback: the path of the page to which people come back.
    /// - Returns: `nil` when nothing is said of a provider.
    /// - Throws: ``OperatorError`` for what is missing or makes no sense.
    init?(_ values: [String: String], publicURL: String?, callback: String) throws {
        func value(_ setting: Setting) -> String? { values[setting.key] }
        guard let issuer = value(.oidcIssuer) else {
            guard value(.oidcClientID) == nil else {
                throw OperatorError("oidc.client.id is set, but not oidc.issuer, the address of the provider.")
            }
            return nil
        }
        guard Self.isFit(issuer), let host = URL(string: issuer)?.host() else {
            throw OperatorError(
                "oidc.issuer is \"\(issuer)\"; it must be an https address without a query, just as the provider's own configuration has it. Plain http is for this machine only."
            )
        }
        guard let clientID = value(.oidcClientID) else {
            throw OperatorError(
                "Sign-in by \(issuer) needs oidc.client.id, the name under which this server is registered there.")
        }
        guard let publicURL else {
            throw OperatorError(
                "Sign-in by \(issuer) needs public.url, since the provider sends people back to an address that is registered there."
            )
        }
        self.init(
            issuer: issuer, clientID: clientID, secretFile: value(.oidcSecretFile), name: value(.oidcName) ?? host,
            authorities: value(.oidcAuthorities), redirectURI: publicURL + callback)
    }

    /// Whether an address of a provider may be asked: over TLS, or on this machine.
    static func isFit(_ text: String) -> Bool {
        guard let url = URL(string: text), let host = url.host(), url.user() == nil, url.query() == nil, url.fragment() == nil
        else {
            return false
        }
        return url.scheme == "https" || (url.scheme == "http" && LocalHost.isLocal(host))
    }
}
