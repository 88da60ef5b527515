internal import Catalog
internal import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3).
struct ProviderMetadata: Hashable, Sendable {
    enum ClientAuthentication: Hashable, Sendable {
        case basic
        case post
    }

    let authorizationEndpoint: String
    let tokenEndpoint: String
    let keysURI: String
    let userInfoEndpoint: String?
    let authentication: ClientAuthentication
    /// Whether it names itself when it sends people back (RFC 9207).
    let namesItself: Bool

    static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// - Throws: ``IdentityProviderError/unavailable(_:)``, also when it speaks for another issuer.
    init(_ json: [UInt8], of issuer: String) throws(IdentityProviderError) {
        guard let document = try? JSONDecoder.openID.decode(Document.self, from: Data(json)) else {
            throw .unavailable("what stands at \(Self.address(of: issuer)) is no provider's configuration")
        }
        guard document.issuer == issuer else {
            throw .unavailable("the provider calls itself \(document.issuer.prefix(200)), and oidc.issuer is \(issuer)")
        }
        let endpoints = [document.tokenEndpoint, document.jwksUri, document.userinfoEndpoint].compactMap(\.self)
        guard endpoints.allSatisfy(OpenIDSettings.isFit), Self.isAddress(document.authorizationEndpoint) else {
            throw .unavailable("the provider's configuration names an address that is not encrypted")
        }
        authorizationEndpoint = document.authorizationEndpoint
        tokenEndpoint = document.tokenEndpoint
        keysURI = document.jwksUri
        userInfoEndpoint = document.userinfoEndpoint
        // What is left out means this (§3).
        let methods = document.tokenEndpointAuthMethodsSupported ?? ["client_secret_basic"]
        authentication = methods.contains("client_secret_post") && !methods.contains("client_secret_basic") ? .post : .basic
        namesItself = document.authorizationResponseIssParameterSupported ?? false
    }

    /// Browsers go there: it may have a query.
    private static func isAddress(_ text: String) -> Bool {
        guard let url = URL(string: text), url.fragment() == nil else { return false }
        return OpenIDSettings.isFit(String(text.prefix { $0 != "?" }))
    }

    private struct Document: Decodable {
        let issuer: String
        let authorizationEndpoint: String
        let tokenEndpoint: String
        let jwksUri: String
        let userinfoEndpoint: String?
        let tokenEndpointAuthMethodsSupported: [String]?
        let authorizationResponseIssParameterSupported: Bool?
    }
}
