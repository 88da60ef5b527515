internal import AsyncHTTPClient
internal import Catalog
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// How the provider is asked: one request, one answer, no redirect, within ten seconds and a megabyte.
struct OpenIDTransport: Sendable {
    struct Question: Hashable, Sendable {
        var url: String
        /// The fields of a form that is posted; a GET when `nil`.
        var form: [String: String]?
        var authorization: String?
    }

    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
    }

    static let longest = Duration.seconds(10)
    static let mostBytes = 1 << 20

    /// - Throws: ``IdentityProviderError/unavailable(_:)``.
    let ask: @Sendable (Question) async throws -> Answer

    /// - Throws: ``OperatorError`` when the file with authorities cannot be read.
    static func live(authorities: String?, group: MultiThreadedEventLoopGroup) throws -> OpenIDTransport {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let authorities {
            do {
                tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
            } catch {
                throw OperatorError("oidc.authorities names \(authorities), which is no readable PEM file with certificates.")
            }
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        return OpenIDTransport { [configuration] question in
            let host = URL(string: question.url)?.host() ?? ""
            do {
                return try await Deadline.within(longest) {
                    try await HTTPClient.withHTTPClient(eventLoopGroup: group, configuration: configuration) { client in
                        let response = try await client.execute(request(question), deadline: .now() + TimeAmount(longest))
                        let body = try await response.body.collect(upTo: mostBytes)
                        return Answer(status: Int(response.status.code), body: Array(body.readableBytesView))
                    }
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch is Deadline.Passed {
                throw IdentityProviderError.unavailable("\(host) did not answer within \(longest.components.seconds) seconds")
            } catch is NIOTooManyBytesError {
                throw IdentityProviderError.unavailable("\(host) answered more than a megabyte")
            } catch {
                throw IdentityProviderError.unavailable("\(host) could not be asked: \(ReplyText.clean("\(error)"))")
            }
        }
    }

    private static func request(_ question: Question) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: question.url)
        request.headers = ["accept": "application/json", "user-agent": "Latchkey-OpenID"]
        if let authorization = question.authorization { request.headers.add(name: "authorization", value: authorization) }
        if let form = question.form {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: FormText.encode(form)))
        }
        return request
    }
}

/// `application/x-www-form-urlencoded`.
enum FormText {
    static func encode(_ fields: [String: String]) -> String {
        fields.sorted { $0.key < $1.key }.map { "\(encode($0.key))=\(encode($0.value))" }.joined(separator: "&")
    }

    /// All but the unreserved characters (RFC 3986 §2.3) as escapes, so the text may stand anywhere in an address.
    static func encode(_ text: String) -> String {
        let kept = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: kept) ?? ""
    }
}
