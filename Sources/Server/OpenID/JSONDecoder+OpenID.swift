internal import Foundation

extension JSONDecoder {
    /// For documents of OpenID providers, whose members are called `token_endpoint` and so on.
    static var openID: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
