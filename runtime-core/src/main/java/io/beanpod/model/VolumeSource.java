package io.beanpod.model;

/**
 * What a {@link Volume} is made of: a record for each member of {@code v1.VolumeSource} that is
 * built.
 */
public sealed interface VolumeSource
    permits ContentVolumeSource,
        EmptyDirVolumeSource,
        EphemeralVolumeSource,
        HostPathVolumeSource,
        ImageVolumeSource,
        PersistentVolumeClaimVolumeSource {}
