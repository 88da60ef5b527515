internal import AsyncHTTPClient
package import Catalog
package import Foundation
internal import NIOCore
internal import NIOHTTP1
package import NIOPosix

/// Posts each signed head to an address, as the JSON object that stands in files. Any 2xx says that it has arrived.
package struct HeadPost: HeadTarget {
    private let url: URL
    private let group: MultiThreadedEventLoopGroup
    private let timeout: TimeAmount = .seconds(10)

    package init(_ url: URL, group: MultiThreadedEventLoopGroup) {
        self.url = url
        self.group = group
    }

    /// The rest of the address may be a secret.
    package var name: String { url.host() ?? "" }

    package func deliver(_ head: SignedHead) async throws {
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = .POST
        request.headers = ["content-type": "application/json", "user-agent": "Latchkey-Audit"]
        request.body = .bytes(ByteBuffer(bytes: AuditLine.head(head).bytes))
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        let status = try await HTTPClient.withHTTPClient(
            eventLoopGroup: group, configuration: configuration
        ) { [request] client in
            try await client.execute(request, deadline: .now() + timeout).status
        }
        guard (200..<300).contains(status.code) else { throw OperatorError("\(name) answered \(status.code).") }
    }
}
