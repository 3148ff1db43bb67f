namespace P2P.Sdk.Scripts;

/// <summary>One script's part of the targets.</summary>
/// <param name="UpTo">A target is the first share's whose bound is above the low 20 bits of its order number
/// (<see cref="Mask"/>). From 0 (none of them) to 2^20.</param>
/// <remarks>Data rather than a function, so that a store can pick for a whole bucket in one statement.</remarks>
public readonly record struct ScriptShare(ScriptId Script, int UpTo)
{
    public const long Mask = (1 << 20) - 1;
}
