using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging;

/// <summary>Where no carrier can tell line types: every number may be texted.</summary>
internal sealed class UnknownLineTypes : ILineTypes
{
    public Task<IReadOnlyList<LineType>> FindAsync(IReadOnlyList<PhoneNumber> numbers, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LineType>>(new LineType[numbers.Count]);
}
