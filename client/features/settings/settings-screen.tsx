import { VerificationProvider } from '#client/parts/verification.tsx'
import { PageHeader } from '#client/ui/page-header.tsx'
import { words } from '#client/words/en.ts'
import { AboutSection } from './about-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { DevicesSection } from './devices-section.tsx'
import { LockSection } from './lock-section.tsx'
import { MethodsSection } from './methods-section.tsx'
import { StorageSection } from './storage-section.tsx'
import { StudioSection } from './studio-section.tsx'

export function SettingsScreen() {
  return (
    <VerificationProvider>
      <PageHeader title={words.settings.title} />
      <StudioSection />
      <MethodsSection />
      <DevicesSection />
      <StorageSection />
      <LockSection />
      <AppearanceSection />
      <AboutSection />
    </VerificationProvider>
  )
}
